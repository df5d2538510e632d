import { otelGenaiWriter } from '../dialects/otel-genai.ts'
import { Conversation } from '../conversation.ts'
import { modelOf, type AgentScript } from '../run-context.ts'

const goals = [
  'Summarise the last 24 hours of the incident channel in five bullets.',
  'Translate the release notes to German and French.',
  'Classify these 40 survey answers by topic.',
] as const

/** A nightly job that nobody tagged: no tenant, no feature, no task type, no agent name worth the word. */
export const untaggedJob: AgentScript = (context) => {
  const goal = context.rng.pick(goals)
  const conversation = new Conversation({
    ...context,
    writer: otelGenaiWriter,
    model: modelOf('gcp.gemini', 'gemini-2.5-flash', 'gemini-2.5-flash'),
    agent: { name: 'batch-job', version: '' },
    identity: { tenant: '', user: '', session: '', feature: '', taskType: '' },
    system: 'You are a helpful assistant.',
    tools: [],
    goal,
    parent: '',
  })
  const answer = `Done: ${goal.toLowerCase()}`
  conversation.think({ text: `${answer}\n${'- a point that matters\n'.repeat(context.rng.int(3, 20))}` })
  conversation.finish(answer)
}
