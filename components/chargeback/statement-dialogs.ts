/** Dialogs of the page that its address opens. */
export const statementDialogs = ['settings', 'close', 'reopen', 'statements', 'adjustments', 'download'] as const
export type StatementDialog = (typeof statementDialogs)[number]
