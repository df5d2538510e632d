import { otelGenaiWriter } from '../dialects/otel-genai.ts'
import { Conversation } from '../conversation.ts'
import { modelOf, type AgentScript } from '../run-context.ts'

const gemini = modelOf('gcp.gemini', 'gemini-2.5-flash', 'gemini-2.5-flash')
/** Rented by contract: no price list has it, so its calls are unpriced until the project says what they cost. */
const house = modelOf('house', 'translate-eu-2', 'translate-eu-2')

type Job = { text: string; model: ReturnType<typeof modelOf> }

const goals: readonly [Job, ...Job[]] = [
  { text: 'Summarise the last 24 hours of the incident channel in five bullets.', model: gemini },
  { text: 'Translate the release notes to German and French.', model: house },
  { text: 'Classify these 40 survey answers by topic.', model: gemini },
]

/** A nightly job that nobody tagged: no tenant, no feature, no task type, no agent name worth the word. */
export const untaggedJob: AgentScript = (context) => {
  const { text: goal, model } = context.rng.pick(goals)
  const conversation = new Conversation({
    ...context,
    writer: otelGenaiWriter,
    model,
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
