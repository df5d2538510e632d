/** What Claude Code writes for a prompt when `OTEL_LOG_USER_PROMPTS` is off. */
export function isRedacted(text: string): boolean {
  return text === '<REDACTED>'
}

/**
 * The end of a background agent comes as a prompt of its own:
 * `<task-notification> <task-id>…</task-id> <tool-use-id>toolu_…</tool-use-id> …`.
 * The id of the tool call that launched the agent; '' for prompts of people.
 */
export function continuedToolCall(prompt: string): string {
  if (!prompt.trimStart().startsWith('<task-notification>')) return ''
  return /<tool-use-id>([^<]{1,128})<\/tool-use-id>/.exec(prompt)?.[1]?.trim() ?? ''
}
