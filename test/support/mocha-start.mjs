import '../../server/platform/typescript.mjs';

// Mocha asks this once to choose between require() and import(). With require() an older Node reads TypeScript as CommonJS, and mocha
// then shows that failure instead of what is really wrong with a test file.
Object.defineProperty(process.features, 'require_module', { value: false });
