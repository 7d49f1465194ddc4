import { connectDatabase, disconnectDatabase } from '../../../server/platform/database/database.ts';
import { seedDemo } from '../../../server/platform/start/demo-seeding.ts';
import { Shutdown } from '../../../server/platform/start/shutdown.ts';
import { parseConfig } from '../../../server/platform/state/config.ts';

/** A start of its own that comes as far as the demo; says what came of it. */
const [uri = '', database = '', script = '', folder = ''] = process.argv.slice(2);
await connectDatabase({ uri, database });
const config = parseConfig({ DEMO: '1', MONGODB_URI: uri, MONGODB_DATABASE: database }, folder);
const ownCollections = ['migrations', 'deployment'];
const say = () => console.log('waits');
console.log(await seedDemo({ config, uri, script, ownCollections, shutdown: new Shutdown(), say }));
await disconnectDatabase();
