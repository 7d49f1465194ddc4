import { StartUpFailure } from '../state/start-up-failure.ts';
import type { Mark } from './mark.ts';

export type PlaceName = 'database' | 'storage' | 'keys';

/** One of the three places a deployment lives in, as a start finds it. */
export interface Place {
  readonly name: PlaceName;
  /** The folder, or the database with its server: what a person recognises. */
  readonly where: string;
  readonly mark: Mark | undefined;
  /** Database: rows that a start alone does not make. Storage: stored files. Keys: the key of the log. */
  readonly filled: boolean;
}

export interface Places {
  /** `namesFiles`: some row names a stored file; looked for only when the storage holds none. */
  readonly database: Place & { readonly namesFiles: boolean };
  readonly storage: Place;
  readonly keys: Place;
}

/**
 * The id under which the three places belong together, or nothing when this is a first start and one is still to be made. Refuses what
 * would start with somebody else's files or keys, or empty over data that lies elsewhere: each time with the place, and the way on.
 */
export function belonging({ database, storage, keys }: Places): string | undefined {
  const folders = [storage, keys];
  if (database.mark) {
    for (const place of folders) {
      if (!place.mark) throw notJoined(place, database);
      if (place.mark.deployment !== database.mark.deployment) throw ofAnother(place, database);
    }
  } else {
    const [one, other] = folders.flatMap(({ mark }) => mark ?? []);
    if (one && other && one.deployment !== other.deployment) throw ofAnother(keys, storage);
    const settled = folders.find(({ mark }) => mark?.settled);
    if (settled) throw otherDatabase(database, settled);
    const used = folders.find(({ filled }) => filled);
    if (!database.filled && used) throw otherDatabase(database, used);
  }
  if (database.filled && !keys.filled) throw emptied(keys, database);
  if (database.namesFiles && !storage.filled) throw emptied(storage, database);
  return database.mark?.deployment ?? storage.mark?.deployment ?? keys.mark?.deployment;
}

const names = {
  database: { vietnamese: 'Cơ sở dữ liệu', english: 'the database', variable: 'MONGODB_URI, MONGODB_DATABASE' },
  storage: { vietnamese: 'Kho tệp', english: 'the storage folder', variable: 'STORAGE_DIR' },
  keys: { vietnamese: 'Thư mục khoá', english: 'the keys folder', variable: 'KEYS_DIR' },
} as const;

const vietnamese = ({ name, where }: Place) => `${names[name].vietnamese} ${where}`;
const english = ({ name, where }: Place) => `${names[name].english} ${where}`;
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function notJoined(place: Place, database: Place): StartUpFailure {
  const { variable } = names[place.name];
  return new StartUpFailure(
    `${vietnamese(place)} chưa thuộc hệ thống của ${lower(vietnamese(database))}: hãy đặt đúng ${variable}; nếu đúng là thư mục này (đã chép dữ liệu về), chạy "vanban deployment join --place ${place.name} --reason …".`,
    `${upper(english(place))} does not belong to the deployment of ${english(database)} yet: set the right ${variable}; if this is the one, with its content put back, run "vanban deployment join --place ${place.name} --reason …".`,
  );
}

function ofAnother(place: Place, database: Place): StartUpFailure {
  const { variable } = names[place.name];
  return new StartUpFailure(
    `${vietnamese(place)} thuộc một hệ thống khác với ${lower(vietnamese(database))} (${idsOf(place, database)}): hãy đặt đúng ${variable}.`,
    `${upper(english(place))} belongs to another deployment than ${english(database)} (${idsOf(place, database)}): set the right ${variable}.`,
  );
}

function idsOf(...places: readonly Place[]): string {
  return places.map(({ mark }) => mark?.deployment.slice(-8) ?? '?').join(' ≠ ');
}

function otherDatabase(database: Place, folder: Place): StartUpFailure {
  const [state, inEnglish] = database.filled
    ? ['không phải là cơ sở dữ liệu', 'is not the database']
    : ['còn trống, không phải là cơ sở dữ liệu', 'is empty and not the database'];
  const way = database.filled
    ? [
        'chạy "vanban deployment join --place database --reason …"',
        'run "vanban deployment join --place database --reason …"',
      ]
    : ['khôi phục bản sao lưu ("vanban restore")', 'restore a backup ("vanban restore")'];
  return new StartUpFailure(
    `${vietnamese(database)} ${state} của ${lower(vietnamese(folder))}: hãy đặt đúng ${names.database.variable}; nếu dữ liệu cũ đã mất, ${way[0]}.`,
    `${upper(english(database))} ${inEnglish} of ${english(folder)}: set the right ${names.database.variable}; if its data is lost, ${way[1]}.`,
  );
}

function emptied(place: Place, database: Place): StartUpFailure {
  const { variable } = names[place.name];
  const [what, inEnglish] = {
    database: ['dữ liệu', 'data'],
    storage: ['tệp nào', 'stored file'],
    keys: ['khoá nhật ký (log/key.pem)', 'key of the log (log/key.pem)'],
  }[place.name];
  const [way, wayInEnglish] = {
    database: ['khôi phục bản sao lưu', 'restore a backup'],
    storage: [
      'chạy "vanban files restore" để lấy tệp từ bản sao lưu',
      'run "vanban files restore" to take the files from a backup',
    ],
    keys: ['chép lại thư mục khoá từ bản sao', 'put the keys back from their copy'],
  }[place.name];
  return new StartUpFailure(
    `${vietnamese(place)} không có ${what}, trong khi ${lower(vietnamese(database))} đã có dữ liệu: hãy đặt đúng ${variable}, hoặc ${way}.`,
    `${upper(english(place))} holds no ${inEnglish} although ${english(database)} has data: set the right ${variable}, or ${wayInEnglish}.`,
  );
}
