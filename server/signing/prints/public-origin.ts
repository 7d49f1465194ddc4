let origin: URL | undefined;

/** Says at which address strangers reach this server; done once at the start. */
export function usePublicOrigin(address: URL): void {
  origin = address;
}

/** Where whoever holds a printed copy asks how its document stands. */
export function publicOrigin(): URL {
  if (!origin) throw new Error('Nobody said at which address this server is reached');
  return origin;
}
