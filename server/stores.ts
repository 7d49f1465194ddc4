/* Every collection of the house, declared by being loaded: for what goes over all of them without running the application. */
import { capabilities } from './capabilities.ts';

await Promise.all(capabilities.map(({ stores }) => stores?.()));
