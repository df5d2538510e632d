import { describe, expect, it } from 'vitest'
import type { Message, MessagePart } from '#lib/domain/message.ts'
import { newMessages, newUserMessages, requestedCounts, resultsById, unspannedCalls } from './messages.ts'

const say = (role: Message['role'], ...parts: MessagePart[]): Message => ({
  role,
  name: null,
  parts,
  finishReason: null,
})
const text = (content: string): MessagePart => ({ type: 'text', text: content })
const call = (id: string | null, name: string): MessagePart => ({ type: 'tool_call', id, name, arguments: {} })
const result = (id: string, value: unknown): MessagePart => ({ type: 'tool_result', id, name: null, result: value })

describe('messages', () => {
  const history = [
    say('user', text('hi')),
    say('assistant', text('hello'), call('1', 'look')),
    say('tool', result('1', 'seen')),
    say('user', text('refund me')),
  ]

  it('tells new messages from history', () => {
    expect(newMessages(history)).toHaveLength(2)
    expect(newUserMessages(history)).toEqual([say('user', text('refund me'))])
  })

  it('joins results and counts requests', () => {
    expect(resultsById(history).get('1')?.result).toBe('seen')
    expect(requestedCounts(history)).toEqual(new Map([['look', 1]]))
  })

  it('leaves the calls that have no span', () => {
    const parts = [call('1', 'look'), call(null, 'find'), call('3', 'look')]
    expect(
      unspannedCalls(parts, [
        { id: '3', name: 'look' },
        { id: null, name: 'find' },
      ]),
    ).toEqual([call('1', 'look')])
  })
})
