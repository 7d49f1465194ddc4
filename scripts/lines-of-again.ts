/** What a command says of the other deployments that are asked to send again what was lost here; nothing where there are none. */
export function linesOfAgain(again: { readonly asked: number; readonly unreachable: number } | undefined): string[] {
  const { asked, unreachable } = again ?? { asked: 0, unreachable: 0 };
  return [
    ...(asked > 0
      ? [
          `! Sẽ nhờ ${asked} hệ thống khác gửi lại những gì đã mất, khi máy chủ chạy. (So many deployments will be asked to send again.)`,
        ]
      : []),
    ...(unreachable > 0
      ? [
          `! ${unreachable} hệ thống khác không có địa chỉ: hãy nhờ họ. (So many cannot be asked: tell their operators.)`,
        ]
      : []),
  ];
}
