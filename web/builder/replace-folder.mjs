/** Puts a finished folder in the place of a former one, so that nobody meets half a site. */
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Fill a new folder and put it in the place of an old one; a failure leaves the old one as it was.
 * @param {string} folder
 * @param {(fresh: string) => Promise<void>} fill */
export async function replaceFolder(folder, fill) {
  await removeLeftovers(folder);
  const fresh = `${folder}.new-${process.pid}`;
  await mkdir(fresh, { recursive: true });
  try {
    await fill(fresh);
    await exchange(folder, fresh);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

/** Rename the fresh folder to the name of the old one, which gets it back where that fails. */
async function exchange(folder, fresh) {
  const former = `${fresh}.former`;
  await rename(folder, former).catch(ignoreMissing);
  try {
    await rename(fresh, folder);
  } catch (error) {
    await rename(former, folder).catch(ignoreMissing);
    throw error;
  }
  await rm(former, { recursive: true, force: true });
}

/** Delete what builds that were killed left beside the folder. */
async function removeLeftovers(folder) {
  const parent = dirname(folder);
  for (const name of (await readdir(parent).catch(ignoreMissing)) ?? []) {
    const [, target, pid] = /^(.+)\.new-(\d+)(?:\.former)?$/.exec(name) ?? [];
    if (target === basename(folder) && !isAnotherAlive(Number(pid))) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

/** Whether a process other than this one bears the number; in containers the dead often bore the same. */
function isAnotherAlive(pid) {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function ignoreMissing(error) {
  if (error.code !== "ENOENT") throw error;
}
