import { DomainError } from '../../platform/errors.ts';
import { PDFArray, type PDFContext, PDFDict, type PDFObject, PDFRef } from '../pdf/pdf-lib.cjs';
import { catalogOf, name } from '../pdf/pdf-update.ts';

/** The layers (*optional content*, ISO 32000-2 §8.11) that are off when a file is opened. */
export function layersOff(context: PDFContext): PDFObject[] {
  const properties = catalogOf(context).dict.lookup(name('OCProperties'));
  const configuration = properties instanceof PDFDict ? properties.lookup(name('D')) : undefined;
  if (!(properties instanceof PDFDict) || !(configuration instanceof PDFDict)) return [];
  if (configuration.lookup(name('BaseState')) !== name('OFF')) return listIn(configuration, 'OFF');
  const on = listIn(configuration, 'ON');
  return listIn(properties, 'OCGs').filter((group) => !on.includes(group));
}

/** Whether what belongs to a layer is shown when a file is opened; refuses a rule over several layers, at which readers differ. */
export function isShown(context: PDFContext, layer: PDFObject | undefined): boolean {
  if (!(layer instanceof PDFDict)) return true;
  if (layer.lookup(name('Type')) !== name('OCG')) {
    throw new DomainError('invalid', 'field-not-drawable', 'A field depends on a rule over several layers');
  }
  return !layersOff(context).some((off) => off === layer || (off instanceof PDFRef && context.lookup(off) === layer));
}

const listIn = (dict: PDFDict, key: string): PDFObject[] => {
  const list = dict.lookup(name(key));
  return list instanceof PDFArray ? list.asArray() : [];
};
