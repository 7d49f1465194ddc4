import { Schema, type SchemaDefinition } from 'mongoose';

/** A value inside a row: it has no identity of its own. */
export const embedded = (fields: SchemaDefinition) => new Schema(fields, { _id: false, id: false, strict: 'throw' });

/** Who did something, as it was called then. */
export const who = embedded({ positionId: String, name: String });

/** The same with the person, where two acts must not be of one. */
export const person = embedded({ personId: String, positionId: String, name: String });

/** A file of a document. */
export const file = embedded({
  id: String,
  name: String,
  mediaType: String,
  size: Number,
  sha256: String,
  pages: Number,
  role: String,
});
