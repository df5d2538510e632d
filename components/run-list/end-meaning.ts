import type { EndReason } from '#lib/domain/run.ts'

/** What each end says, in a sentence's worth. */
export const endMeaning: Record<EndReason, string> = {
  completed: 'Gave a final answer',
  error: 'Failed, and no answer followed',
  escalated: 'Handed to a person',
  max_steps: 'Stopped by its limit of steps',
  budget: 'Stopped by a budget',
  cancelled: 'Stopped by the caller',
  abandoned: 'Asked for tools that never ran',
  running: 'Heard of in the last ten minutes',
  incomplete: 'No end was received',
}
