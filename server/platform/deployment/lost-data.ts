import { join } from 'node:path';
import { StartUpFailure } from '../state/start-up-failure.ts';
import { isThere } from '../state/state-file.ts';
import { readMark } from './mark.ts';

/** The file that WiredTiger makes in a data folder before anything else. */
const FIRST_FILE = 'WiredTiger';

/**
 * Refuses to run an embedded database in a data folder that is empty although the storage around it was in use: `mongod` would begin
 * anew there, on a disk that may only not be mounted.
 */
export async function refuseLostData(storageFolder: string): Promise<void> {
  const dataFolder = join(storageFolder, 'mongod', 'data');
  if (!(await readMark(storageFolder))?.settled || (await isThere(join(dataFolder, FIRST_FILE)))) return;
  throw new StartUpFailure(
    `Thư mục dữ liệu ${dataFolder} trống hoặc không có, trong khi ${storageFolder} đã được dùng: hãy gắn lại ổ đĩa hoặc chép dữ liệu về; nếu đã mất, khôi phục bản sao lưu ("vanban restore").`,
    `The data folder ${dataFolder} is empty or missing although ${storageFolder} was in use: mount its disk or put the data back; if it is lost, restore a backup ("vanban restore").`,
  );
}
