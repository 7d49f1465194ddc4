import { type Corners, flattened } from './flatten.ts';

/** More dots than any camera's sheet needs: a larger photograph is taken smaller first. */
const mostDots = 16_000_000;

/** The sheet within a photograph as a JPEG of its own, made in this browser; the photograph stays as it is. */
export async function flatFile(photo: Blob, corners: Corners, name: string): Promise<File> {
  const bitmap = await createImageBitmap(photo);
  const scale = Math.min(1, Math.sqrt(mostDots / (bitmap.width * bitmap.height)));
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  const source = canvasOf(width, height);
  source.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const flat = flattened(source.getImageData(0, 0, width, height), corners);
  const drawn = canvasOf(flat.width, flat.height);
  const picture = drawn.createImageData(flat.width, flat.height);
  picture.data.set(flat.data);
  drawn.putImageData(picture, 0, 0);
  const jpeg = await new Promise<Blob | null>((resolve) => drawn.canvas.toBlob(resolve, 'image/jpeg', 0.9));
  if (!jpeg) throw new Error('The browser makes no JPEG of this size');
  return new File([jpeg], `${name.replace(/\.[^.]+$/, '')}-phang.jpg`, { type: 'image/jpeg' });
}

function canvasOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser draws nothing');
  return context;
}
