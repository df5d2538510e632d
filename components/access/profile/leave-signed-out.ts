import { forgetLastProject } from '#components/layout/use-last-project.ts'
import { paths } from '#lib/paths.ts'
import { leaveFor } from '../entry/leave-for.ts'

/** What a browser keeps that tells of runs; preferences stay. */
const tellingNames = ['tacho.recent-runs']

/** After signing out: the next who sits here finds nothing of what was read. */
export function leaveSignedOut(): void {
  try {
    for (const name of tellingNames) window.localStorage.removeItem(name)
  } catch {
    // A browser that forbids storage has kept nothing.
  }
  forgetLastProject()
  leaveFor(paths.signIn())
}
