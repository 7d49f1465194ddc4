const vi = {
  open: 'Nắn thẳng',
  openThis: (name: string) => `Nắn thẳng ${name}`,
  title: 'Nắn thẳng ảnh chụp',
  note: 'Kéo bốn góc vào bốn góc tờ giấy. Phím: Tab chọn góc, mũi tên di chuyển, Shift + mũi tên đi từng chút.',
  picture: 'Ảnh chụp',
  corners: ['Góc trên, trái', 'Góc trên, phải', 'Góc dưới, phải', 'Góc dưới, trái'],
  crossed: 'Bốn góc đang chéo nhau: đặt lại theo chiều tờ giấy.',
  use: 'Nắn thẳng',
  cancel: 'Thôi',
};

const en: typeof vi = {
  open: 'Straighten',
  openThis: (name) => `Straighten ${name}`,
  title: 'Straighten a photograph',
  note: 'Drag the four corners to those of the sheet. Keys: Tab chooses a corner, arrows move it, Shift + arrows by a little.',
  picture: 'Photograph',
  corners: ['Upper left corner', 'Upper right corner', 'Lower right corner', 'Lower left corner'],
  crossed: 'The corners cross each other: place them as the sheet lies.',
  use: 'Straighten',
  cancel: 'Leave it',
};

export const photosText = { vi, en };
