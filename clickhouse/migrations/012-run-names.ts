/** A word of a search may be any part of a name: triples of characters tell where; older parts are indexed in the background. */
export const runNamesMigration = {
  id: '012-run-names',
  statements: [
    `ALTER TABLE runs {on_cluster} ADD INDEX IF NOT EXISTS names_text lowerUTF8(concatWithSeparator('\\n', agent, feature, task_type, tenant, outcome, user_id, session_id, arrayStringConcat(tool_names, '\\n'), arrayStringConcat(model_names, '\\n'))) TYPE text(tokenizer = ngrams(3))`,
    `ALTER TABLE runs {on_cluster} MATERIALIZE INDEX IF EXISTS names_text SETTINGS mutations_sync = 0`,
  ],
}
