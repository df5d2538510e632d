import { vercelAiSdkWriter } from '../dialects/vercel-ai-sdk.ts'
import { Conversation } from '../conversation.ts'
import type { DemoTool } from '../agent-writer.ts'
import { modelOf, type AgentScript } from '../run-context.ts'

const tools: readonly DemoTool[] = [
  { name: 'read_document', description: 'Text of an uploaded document' },
  { name: 'match_supplier', description: 'Finds a supplier by name and tax number' },
  { name: 'book_invoice', description: 'Books an invoice in the ledger' },
]

const suppliers = ['Nordlicht Energie', 'Papier Meyer', 'Blue Harbor Logistics', 'Iberia Componentes'] as const

/** Reads an invoice and books it; a Vercel AI SDK application. One in twelve cannot be matched and needs a person. */
export const invoiceAgent: AgentScript = (context) => {
  const { rng } = context
  const supplier = rng.pick(suppliers)
  const document = `INV-${rng.int(20_000, 29_999)}.pdf`
  const conversation = new Conversation({
    ...context,
    writer: vercelAiSdkWriter,
    model: modelOf('openai', 'gpt-5', 'gpt-5-2025-08-07'),
    agent: { name: 'invoice-intake', version: context.version },
    identity: { ...context.identity, feature: 'accounts-payable', taskType: 'invoice-intake' },
    system: 'You read supplier invoices and book them. Compare the sum of the lines with the total. Ask when unsure.',
    tools,
    goal: `Book the attached invoice ${document}.`,
    parent: '',
  })
  for (const call of conversation.think({ calls: [['read_document', { file: document }]] })) {
    conversation.use(call, `${supplier}\nInvoice ${document}\n${'1 x item 120.00\n'.repeat(rng.int(4, 30))}`, {
      medianMs: 1_800,
    })
  }
  for (const call of conversation.think({ calls: [['match_supplier', { name: supplier }]] })) {
    conversation.use(call, JSON.stringify({ supplier_id: `S-${rng.int(100, 999)}`, confidence: 0.97 }))
  }
  if (rng.chance(1 / 12)) {
    const answer = `The total of ${document} does not equal the sum of its lines. Please check it.`
    conversation.think({ text: answer })
    return conversation.finish(answer, { outcome: 'needs review' })
  }
  for (const call of conversation.think({
    calls: [['book_invoice', { file: document, amount: 1440, currency: 'EUR' }]],
  })) {
    conversation.use(call, JSON.stringify({ booking: `B-${rng.int(100_000, 999_999)}` }), { medianMs: 500 })
  }
  const answer = `Booked ${document} of ${supplier}.`
  conversation.think({ text: answer })
  conversation.finish(answer, { outcome: 'booked' })
}
