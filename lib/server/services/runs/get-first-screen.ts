import type { Run } from '#lib/domain/run.ts'
import { firstScreen, type FirstScreen, type RunPlace } from '#lib/run-view/first-screen.ts'
import type { ServiceContext } from '../context.ts'
import { listRunSpans } from './list-run-spans.ts'

/** What a view of the run shows before all its spans are there; null for views that need them all. */
export async function getFirstScreen(input: {
  ctx: ServiceContext
  run: Run
  place: RunPlace
}): Promise<FirstScreen | null> {
  return firstScreen(input.run, await listRunSpans(input), input.place)
}
