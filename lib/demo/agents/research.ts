import { openinferenceWriter } from '../dialects/openinference.ts'
import { Conversation } from '../conversation.ts'
import type { DemoTool } from '../agent-writer.ts'
import { modelOf, type AgentScript } from '../run-context.ts'

const sonnet = modelOf('anthropic', 'claude-sonnet-4-5', 'claude-sonnet-4-5-20250929')
const haiku = modelOf('anthropic', 'claude-haiku-4-5', 'claude-haiku-4-5-20251001')

const leadTools: readonly DemoTool[] = [
  { name: 'ask_web_researcher', description: 'Lets the web researcher answer one question' },
  { name: 'ask_writer', description: 'Lets the writer turn notes into a brief' },
]
const webTools: readonly DemoTool[] = [
  { name: 'search_web', description: 'Searches the web' },
  { name: 'read_page', description: 'Reads a page as text' },
]

const subjects = [
  'heat pumps in Poland',
  'solid-state batteries',
  'EU cloud procurement',
  'cold-chain sensors',
] as const
const angles = ['market size', 'main suppliers', 'regulation until 2028'] as const

/** A lead that hands questions to a researcher and a writer; traced by OpenInference. */
export const researchAgent: AgentScript = (context) => {
  const { rng } = context
  const subject = rng.pick(subjects)
  const lead = new Conversation({
    ...context,
    writer: openinferenceWriter,
    model: sonnet,
    agent: { name: 'research-lead', version: context.version },
    identity: { ...context.identity, feature: 'insights', taskType: 'market-brief' },
    system:
      'You lead a small research team. Split the request into questions, ask the web researcher one question at a time, ' +
      'then let the writer write a one-page brief. Every number needs a source. Stop when the brief is complete.',
    tools: leadTools,
    goal: `Write a one-page brief about ${subject} with ${angles.slice(0, rng.int(2, 3)).join(', ')}.`,
    parent: '',
  })
  for (const angle of angles.slice(0, rng.int(2, 3))) {
    for (const call of lead.think({ calls: [['ask_web_researcher', { question: `${angle} of ${subject}` }]] })) {
      const sub = { agent: { name: 'web-researcher', version: context.version }, model: haiku, tools: webTools }
      const question = `Find the ${angle} of ${subject}. Answer with figures and sources.`
      lead.delegate(
        call,
        { ...sub, system: 'You search the web and quote your sources.', goal: question },
        (researcher) => {
          for (const query of [`${angle} ${subject} 2026`, `${subject} report`].slice(0, rng.int(1, 2))) {
            for (const search of researcher.think({ calls: [['search_web', { query }]] })) {
              const results = [1, 2, 3].map((n) => ({
                url: `https://example.org/${n}`,
                title: `${subject}: ${angle} (${n})`,
              }))
              researcher.use(search, JSON.stringify(results), { medianMs: 900 })
            }
            const pages = researcher.think({
              calls: [
                ['read_page', { url: 'https://example.org/1' }],
                ['read_page', { url: 'https://example.org/2' }],
              ],
            })
            researcher.useAll(
              pages,
              () => `${subject} and its ${angle}: ${'figures by year and region. '.repeat(40)}`,
              1_400,
            )
          }
          const answer = `The ${angle} of ${subject} grew by ${rng.int(3, 31)} % in 2025 [example.org/1].`
          researcher.think({ text: answer })
          return answer
        },
      )
    }
  }
  for (const call of lead.think({ calls: [['ask_writer', { notes: `Notes about ${subject}` }]] })) {
    const sub = { agent: { name: 'writer', version: context.version }, model: sonnet, tools: [] }
    lead.delegate(
      call,
      { ...sub, system: 'You write clear one-page briefs.', goal: `Brief about ${subject}` },
      (writer) => {
        const brief = `# ${subject}\n\n${angles.map((angle) => `**${angle}**: see the notes and their sources.`).join('\n\n')}`
        // It looks its figures up once more, by the provider's own search.
        writer.think({ text: brief, webSearches: 2 })
        return brief
      },
    )
  }
  const answer = `Here is the brief about ${subject}. All figures carry their source.`
  lead.think({ text: answer })
  lead.finish(answer, { outcome: 'delivered' })
}
