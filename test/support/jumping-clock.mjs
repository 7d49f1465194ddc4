// Preloaded into a server under test (`node --import`): on every SIGUSR2 its clock jumps to the next of CLOCK_JUMPS, milliseconds from
// the true time, separated by commas; after the last one it is right again. It starts with CLOCK_START. Timers are not touched.
const now = Date.now;
const jumps = (process.env.CLOCK_JUMPS ?? '').split(',').map(Number);
let offset = Number(process.env.CLOCK_START ?? 0);

globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now() + offset] : given, newTarget),
  get: (target, name, receiver) => (name === 'now' ? () => now() + offset : Reflect.get(target, name, receiver)),
});
process.on('SIGUSR2', () => {
  offset = jumps.shift() ?? 0;
});
