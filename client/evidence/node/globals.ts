import { Buffer } from 'buffer';

// The server’s verifier takes Node’s Buffer for granted; it is loaded before it.
Object.assign(globalThis, { Buffer });
