/** Words often used in directives — *mẫu bút phê*; a deadline and the handlers are chosen beside them. */
export const directiveTemplates: readonly { readonly id: string; readonly text: string }[] = [
  { id: 'handle', text: 'Chủ trì giải quyết theo thẩm quyền, báo cáo kết quả.' },
  { id: 'advise', text: 'Chủ trì nghiên cứu, tham mưu văn bản trả lời đúng hạn.' },
  { id: 'draft-answer', text: 'Soạn văn bản trả lời, trình lãnh đạo ký trước hạn.' },
  { id: 'coordinate', text: 'Chủ trì, phối hợp với các đơn vị liên quan thực hiện.' },
  { id: 'report', text: 'Tổng hợp số liệu, báo cáo theo yêu cầu của văn bản.' },
  { id: 'attend', text: 'Chuẩn bị nội dung và dự họp theo giấy mời.' },
  { id: 'spread', text: 'Phổ biến, quán triệt đến toàn thể công chức, viên chức.' },
  { id: 'know', text: 'Để biết và theo dõi.' },
];
