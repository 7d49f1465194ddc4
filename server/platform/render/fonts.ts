import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Tinos: free, metrically Times New Roman, every Vietnamese letter in all four faces. NĐ 30/2020 Phụ lục I asks for Times New Roman. */
const fontFolder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));

/** The four faces of the document font, regular first. */
export const fontFiles: readonly string[] = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'].map(
  (face) => join(fontFolder, face, `Tinos_${face}.ttf`),
);
