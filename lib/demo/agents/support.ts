import { otelGenaiWriter } from '../dialects/otel-genai.ts'
import { Conversation } from '../conversation.ts'
import type { DemoTool } from '../agent-writer.ts'
import { modelOf, type AgentScript, type RunContext } from '../run-context.ts'

const tools: readonly DemoTool[] = [
  { name: 'get_account', description: 'Account of a customer by its id' },
  { name: 'get_transactions', description: 'Last transactions of an account' },
  { name: 'create_refund', description: 'Refunds a transaction' },
  { name: 'get_refund_status', description: 'State of a refund' },
  { name: 'escalate_to_human', description: 'Hands the conversation to a person' },
]

const system =
  'You are a billing support agent. Look up the account before you answer. Refund a duplicate charge when both charges are ' +
  'of the same amount within 30 days. Never refund more than 500 EUR: hand such cases to a person. Answer in two sentences.'

const goals = [
  'I was charged twice for my Team plan this month, please refund the duplicate.',
  'Why is there a second charge of 49 EUR on my card?',
  'Refund the duplicate charge on account {account}. This is the third time I ask.',
  'My invoice shows two payments for the same period. Can you fix that?',
  'Please cancel the extra seat and give me the money back for October.',
] as const

/** How often a version loops, of about a hundred. */
const loopWeights: Readonly<Record<string, number>> = { v12: 14, v13: 120 }

type Ending = 'resolved' | 'polls' | 'loops' | 'escalated' | 'abandoned' | 'cancelled' | 'tool_fails' | 'provider_down'

/** A billing support agent in OpenTelemetry's own conventions. Version v12 came with a bug: it loops more often, and v13 most of the time. */
export const supportAgent: AgentScript = (context) => {
  const { rng, identity, version } = context
  const account = `ACC-${rng.int(1000, 1400)}`
  const conversation = new Conversation({
    ...context,
    writer: otelGenaiWriter,
    model: modelOf('openai', 'gpt-5-mini', 'gpt-5-mini-2025-08-07'),
    agent: { name: 'support', version },
    identity: { ...identity, feature: 'billing-support', taskType: 'refund-triage' },
    system,
    tools,
    goal: rng.pick(goals).replace('{account}', account),
    parent: '',
  })
  conversation.guard('prompt-injection', true)
  lookUp(conversation, account)
  play(conversation, endingOf(context), account, context)
}

function endingOf({ rng, version }: RunContext): Ending {
  return rng.weighted<Ending>([
    ['resolved', 70],
    ['polls', 6],
    ['loops', loopWeights[version] ?? 2],
    ['escalated', 9],
    ['abandoned', 3],
    ['cancelled', 2],
    ['tool_fails', 6],
    ['provider_down', 2],
  ])
}

function lookUp(conversation: Conversation, account: string): void {
  const calls = conversation.think({
    text: 'Let me look at the account and its last transactions.',
    reasoning:
      'The customer reports a duplicate charge. I need the account and the transactions to compare the amounts.',
    calls: [
      ['get_account', { account_id: account }],
      ['get_transactions', { account_id: account, limit: 5 }],
    ],
  })
  conversation.useAll(calls, (call) =>
    call.name === 'get_account'
      ? JSON.stringify({ account_id: account, name: 'Northwind GmbH', plan: 'Team', status: 'active' })
      : JSON.stringify({
          transactions: [
            { id: 'TX-9001', date: '2026-10-12', amount: 49, currency: 'EUR' },
            { id: 'TX-9002', date: '2026-10-14', amount: 49, currency: 'EUR' },
          ],
        }),
  )
}

function play(conversation: Conversation, ending: Ending, account: string, { rng }: RunContext): void {
  const refund = { transaction_id: 'TX-9002', amount: 49, currency: 'EUR' }
  switch (ending) {
    case 'resolved': {
      for (const call of conversation.think({ calls: [['create_refund', refund]] })) {
        conversation.use(call, JSON.stringify({ refund_id: `RF-${rng.int(100, 999)}`, state: 'created' }), {
          medianMs: 600,
        })
      }
      const answer = 'I have refunded the second charge of 49 EUR. It will be on your card within five working days.'
      conversation.think({ text: answer })
      return conversation.finish(answer, { outcome: 'resolved' })
    }
    case 'polls': {
      for (const percent of [10, 45, 80, 100]) {
        for (const call of conversation.think({ calls: [['get_refund_status', { refund_id: 'RF-311' }]] })) {
          conversation.use(call, JSON.stringify({ refund_id: 'RF-311', progress: percent }))
        }
        conversation.pause(rng.int(800, 2_000))
      }
      const answer = 'Your refund RF-311 is complete: 49 EUR are on the way to your card.'
      conversation.think({ text: answer })
      return conversation.finish(answer, { outcome: 'resolved' })
    }
    case 'loops': {
      for (let round = rng.int(9, 34); round > 0; round -= 1) {
        const text = 'The list does not show the refund yet. Let me check the transactions again.'
        for (const call of conversation.think({
          text,
          calls: [['get_transactions', { account_id: account, limit: 5 }]],
        })) {
          conversation.use(
            call,
            JSON.stringify({
              transactions: [
                { id: 'TX-9001', amount: 49 },
                { id: 'TX-9002', amount: 49 },
              ],
            }),
          )
        }
      }
      const message = 'Agent stopped after reaching the maximum number of turns'
      return conversation.finish('', { error: { type: 'MaxTurnsExceededError', message } })
    }
    case 'escalated': {
      for (const call of conversation.think({ calls: [['escalate_to_human', { reason: 'amount above the limit' }]] })) {
        conversation.use(call, JSON.stringify({ ticket: `T-${rng.int(10_000, 99_999)}` }))
      }
      const answer = 'This refund needs a colleague of mine. They will write to you within one working day.'
      conversation.think({ text: answer })
      return conversation.finish(answer, { outcome: 'escalated' })
    }
    case 'abandoned': {
      // The process was stopped while the tool was running: neither it nor the agent was ever reported.
      conversation.think({ text: 'I will create the refund now.', calls: [['create_refund', refund]] })
      return
    }
    case 'cancelled': {
      conversation.pause(rng.int(200, 900))
      const error = { type: 'CancelledError', message: 'The customer closed the chat' }
      return conversation.finish('', { error })
    }
    case 'tool_fails': {
      const error = { type: 'PaymentGatewayError', message: 'gateway answered 503: try again later' }
      for (const attempt of [1, 2]) {
        const text = attempt === 1 ? 'Creating the refund.' : 'The payment gateway failed. Trying once more.'
        for (const call of conversation.think({ text, calls: [['create_refund', refund]] })) {
          conversation.use(call, '', { medianMs: 2_400, error })
        }
      }
      const answer =
        'I could not create the refund because the payment provider is not reachable. Please try again later.'
      conversation.think({ text: answer })
      return conversation.finish(answer, { outcome: 'unresolved' })
    }
    case 'provider_down': {
      const error = { type: 'InternalServerError', message: 'The server had an error while processing your request' }
      conversation.failToThink(error)
      return conversation.finish('', { error })
    }
  }
}
