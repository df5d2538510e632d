/** Dialogs of the page that its address opens. */
export const statementDialogs = [
  'settings',
  'close',
  'reopen',
  'statements',
  'adjustments',
  'runs',
  'download',
] as const
export type StatementDialog = (typeof statementDialogs)[number]
