/** The uid and gid `nobody`, which own nothing. */
const NOBODY = 65_534;

/**
 * Whose rights an engine is started with. As root it must be somebody else: the kernel does not enforce the limit on
 * processes for uid 0, whatever uid is shown inside.
 */
export const ordinaryUser = (): { uid?: number; gid?: number } =>
  process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
