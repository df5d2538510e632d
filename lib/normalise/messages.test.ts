import { describe, expect, it } from 'vitest'
import type { Message } from '#lib/domain/message.ts'
import { canonicalJson } from './hashes.ts'
import { splitSystem, toMessages } from './messages.ts'

const question = { role: 'user', parts: [{ type: 'text', text: 'Weather?' }] }
const call = {
  role: 'assistant',
  parts: [{ type: 'tool_call', id: 'c1', name: 'get_weather', arguments: { city: 'Oslo' } }],
}
const result = { role: 'tool', parts: [{ type: 'tool_result', id: 'c1', result: { t: 7 } }] }
const conversation = [question, call, result]

const openAi = [
  { role: 'user', content: 'Weather?' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'c1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } }],
  },
  { role: 'tool', tool_call_id: 'c1', content: '{"t":7}' },
]

/** The same conversation in every shape that carries it. */
const shapes: [title: string, value: unknown][] = [
  [
    'OpenTelemetry',
    [
      { role: 'user', parts: [{ type: 'text', content: 'Weather?' }] },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'c1', name: 'get_weather', arguments: { city: 'Oslo' } }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: '{"t":7}' }] },
    ],
  ],
  [
    'OpenTelemetry, former key, result under the user',
    [
      { role: 'user', parts: [{ type: 'text', content: 'Weather?' }] },
      {
        role: 'assistant',
        parts: [{ type: 'tool_call', id: 'c1', name: 'get_weather', arguments: '{"city":"Oslo"}' }],
      },
      { role: 'user', parts: [{ type: 'tool_call_response', id: 'c1', result: { t: 7 } }] },
    ],
  ],
  ['OpenAI chat', openAi],
  ['OpenAI chat, encoded thrice', JSON.stringify(JSON.stringify(JSON.stringify(openAi)))],
  ['OpenAI request', { model: 'gpt-5', messages: openAi }],
  [
    'OpenAI Responses',
    [
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Weather?' }] },
      { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'get_weather', arguments: '{"city":"Oslo"}' },
      { type: 'function_call_output', call_id: 'c1', output: '{"t":7}' },
    ],
  ],
  [
    'Anthropic',
    [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'get_weather', input: { city: 'Oslo' } }] },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'c1', content: [{ type: 'text', text: '{"t":7}' }] }],
      },
    ],
  ],
  [
    'Bedrock Converse',
    [
      { role: 'user', content: [{ text: 'Weather?' }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 'c1', name: 'get_weather', input: { city: 'Oslo' } } }] },
      {
        role: 'user',
        content: [{ toolResult: { toolUseId: 'c1', content: [{ json: { t: 7 } }], status: 'success' } }],
      },
    ],
  ],
  [
    'AI SDK 5',
    [
      { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
      {
        role: 'assistant',
        content: [{ type: 'tool-call', toolCallId: 'c1', toolName: 'get_weather', input: { city: 'Oslo' } }],
      },
      { role: 'tool', content: [{ type: 'tool-result', toolCallId: 'c1', output: { type: 'json', value: { t: 7 } } }] },
    ],
  ],
  [
    'LangChain constructors in a batch',
    [
      [
        {
          lc: 1,
          type: 'constructor',
          id: ['langchain_core', 'messages', 'HumanMessage'],
          kwargs: { content: 'Weather?' },
        },
        {
          lc: 1,
          type: 'constructor',
          id: ['langchain_core', 'messages', 'AIMessage'],
          kwargs: {
            content: '',
            tool_calls: [{ name: 'get_weather', args: { city: 'Oslo' }, id: 'c1', type: 'tool_call' }],
          },
        },
        {
          lc: 1,
          type: 'constructor',
          id: ['langchain_core', 'messages', 'ToolMessage'],
          kwargs: { content: '{"t":7}', tool_call_id: 'c1' },
        },
      ],
    ],
  ],
  [
    'OpenInference',
    [
      { message: { role: 'user', content: 'Weather?' } },
      {
        message: {
          role: 'assistant',
          tool_calls: [{ tool_call: { id: 'c1', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } } }],
        },
      },
      { message: { role: 'tool', tool_call_id: 'c1', content: '{"t":7}' } },
    ],
  ],
  [
    'Genkit',
    [
      { role: 'user', content: [{ text: 'Weather?' }] },
      { role: 'model', content: [{ toolRequest: { ref: 'c1', name: 'get_weather', input: { city: 'Oslo' } } }] },
      { role: 'tool', content: [{ toolResponse: { ref: 'c1', output: { t: 7 } } }] },
    ],
  ],
]

describe('toMessages', () => {
  it.each(shapes)('%s', (_title, value) => {
    expect(essence(toMessages(value, 'user'))).toBe(canonicalJson(conversation))
  })

  it('reads Gemini, whose calls have no id', () => {
    const request = {
      contents: [
        { role: 'user', parts: [{ text: 'Weather?' }] },
        {
          role: 'model',
          parts: [{ thought: true, text: 'Hm.' }, { functionCall: { name: 'get_weather', args: { city: 'Oslo' } } }],
        },
        { role: 'user', parts: [{ functionResponse: { name: 'get_weather', response: { t: 7 } } }] },
      ],
      config: { systemInstruction: { parts: [{ text: 'Be brief.' }] } },
    }
    const { system, rest } = splitSystem(toMessages(request, 'user'))
    expect(system).toEqual([{ type: 'text', text: 'Be brief.' }])
    expect(rest.map(({ role, parts }) => [role, parts.map(({ type }) => type)])).toEqual([
      ['user', ['text']],
      ['assistant', ['reasoning', 'tool_call']],
      ['tool', ['tool_result']],
    ])
  })

  it.each<[string, unknown, string, string]>([
    ['plain text', 'Hello', 'assistant', 'Hello'],
    ['a list of texts', ['Hello'], 'assistant', 'Hello'],
    [
      'a chat completion',
      { choices: [{ finish_reason: 'stop', message: { role: 'assistant', content: 'Hello' } }] },
      'assistant',
      'Hello',
    ],
    [
      'an Anthropic response',
      { id: 'msg_1', role: 'assistant', content: [{ type: 'text', text: 'Hello' }], stop_reason: 'end_turn' },
      'assistant',
      'Hello',
    ],
    [
      'a Responses response',
      {
        object: 'response',
        output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hello' }] }],
      },
      'assistant',
      'Hello',
    ],
    [
      'a Gemini response',
      { candidates: [{ content: { role: 'model', parts: [{ text: 'Hello' }] }, finishReason: 'STOP' }] },
      'assistant',
      'Hello',
    ],
    [
      'a Bedrock response',
      { output: { message: { role: 'assistant', content: [{ text: 'Hello' }] } } },
      'assistant',
      'Hello',
    ],
    ['LangChain generations', { generations: [[{ text: 'Hello' }]] }, 'assistant', 'Hello'],
    ['a LangChain tuple', [['human', 'Hello']], 'user', 'Hello'],
    ['Dify', [{ role: 'user', text: 'Hello' }], 'user', 'Hello'],
    ['a framework result', { text: 'Hello', toolCalls: [] }, 'assistant', 'Hello'],
  ])('reads %s', (_title, value, role, text) => {
    const messages = toMessages(value, 'assistant')
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatchObject({ role, parts: [{ type: 'text', text }] })
  })

  it('keeps parts that it does not know', () => {
    const part = { type: 'hologram', data: 1 }
    expect(toMessages([{ role: 'user', content: [part] }], 'user')[0]?.parts).toEqual([{ type: 'unknown', raw: part }])
  })

  it('keeps what a provider executed apart from the application’s tools', () => {
    const [message] = toMessages(
      [{ role: 'assistant', content: [{ type: 'server_tool_use', id: 's1', name: 'web_search', input: {} }] }],
      'user',
    )
    expect(message?.parts[0]).toMatchObject({ type: 'tool_call', server: true })
  })

  it('reads media without inlining links', () => {
    const [message] = toMessages(
      [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
            { type: 'file', file_id: 'f1' },
          ],
        },
      ],
      'user',
    )
    expect(message?.parts).toMatchObject([
      { type: 'media', modality: 'image', base64: 'AAAA', uri: null },
      { type: 'media', fileId: 'f1' },
    ])
  })
})

/** What must be equal in all shapes: who said what. Names of results and reasons differ. */
function essence(messages: readonly Message[]): string {
  return canonicalJson(
    messages.map(({ role, parts }) => ({
      role,
      parts: parts.map((part) =>
        part.type === 'tool_result' ? { type: part.type, id: part.id, result: part.result } : part,
      ),
    })),
  )
}
