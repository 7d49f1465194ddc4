/** A sheet of A4 in points, as a picture is put onto it. */
const a4 = { width: 595.28, height: 841.89 };

/** Where a picture stands on its sheet, and how large. */
export interface OnSheet {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
  readonly shownWidth: number;
  readonly shownHeight: number;
}

/** A picture in the middle of a sheet of A4, as large as that lets it be, upright or across as it is itself. */
export function onSheet(picture: { readonly width: number; readonly height: number }): OnSheet {
  const isWide = picture.width > picture.height;
  const [width, height] = isWide ? [a4.height, a4.width] : [a4.width, a4.height];
  const scale = Math.min(width / picture.width, height / picture.height);
  const [shownWidth, shownHeight] = [picture.width * scale, picture.height * scale];
  return { width, height, x: (width - shownWidth) / 2, y: (height - shownHeight) / 2, shownWidth, shownHeight };
}
