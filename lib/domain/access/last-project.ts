/** Cookie that names the project one was in last; only a hint, so it is checked like an address. */
export const lastProjectCookie = 'tacho-project'

/** Of the projects that are open to somebody, the one that a page of no project leads to; undefined where none is open. */
export function homeProject<P extends { project: string }>(
  open: readonly P[],
  last: string | undefined,
): P | undefined {
  return open.find(({ project }) => project === last) ?? open.find(({ project }) => project === 'default') ?? open[0]
}
