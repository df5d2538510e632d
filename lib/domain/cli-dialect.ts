/**
 * Coding CLIs: their records spread over traces or carry no trace id, so everything of one
 * session belongs together and gives one run per prompt or turn.
 */
export const cliDialects: readonly string[] = ['claude-code', 'codex', 'gemini-cli']

export function isCliDialect(dialect: string): boolean {
  return cliDialects.includes(dialect)
}
