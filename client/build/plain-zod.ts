import type { Plugin } from 'vite';

/** zod would try out at every load whether it may make code from strings, which no page of ours may: browsers report each try. */
export function plainZod(): Plugin {
  return {
    name: 'plain-zod',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/zod\/v4\/core\/core\.js$/.test(id)) return undefined;
      const plain = code.replace('__zod_globalConfig = {}', '__zod_globalConfig = { jitless: true }');
      if (plain === code) throw new Error('zod keeps its configuration elsewhere now');
      return plain;
    },
  };
}
