import type { Message, SpanContent } from '#lib/domain/message.ts'
import { messagesText, valueText } from './content-facts.ts'
import { jsonText } from './json.ts'
import { headOf } from './preview.ts'

/** Characters of one span's text that search looks at. */
const maxLength = 200_000

/**
 * What a span added to the conversation: the messages after the last one of the assistant (all
 * others were indexed with earlier spans), and what came out.
 */
export function searchTexts(content: SpanContent): { newInput: string; outputText: string } {
  const { inputMessages, outputMessages, input, output } = content
  const last = inputMessages.findLastIndex(({ role }) => role === 'assistant')
  const newInput = allText(inputMessages.slice(last + 1))
  const outputText = allText(outputMessages)
  return {
    newInput: headOf(newInput === '' ? valueText(input, 'user') : newInput, maxLength),
    outputText: headOf(outputText === '' ? valueText(output, 'assistant') : outputText, maxLength),
  }
}

function allText(messages: readonly Message[]): string {
  const texts = [messagesText(messages)]
  for (const { parts } of messages) {
    for (const part of parts) {
      if (part.type === 'tool_call') texts.push(`${part.name} ${jsonText(part.arguments)}`)
      else if (part.type === 'tool_result') texts.push(jsonText(part.result))
    }
  }
  return texts.length === 1 ? (texts[0] ?? '') : texts.filter((text) => text !== '').join('\n')
}
