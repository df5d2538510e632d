/** Search looks into what a run's row shows as it looks into its spans; older parts are indexed in the background. */
export const runSearchMigration = {
  id: '005-run-search',
  statements: [
    `ALTER TABLE runs {on_cluster} ADD INDEX IF NOT EXISTS preview_text lower(concatWithSeparator('\\n', input_preview, output_preview, error_message)) TYPE text(tokenizer = splitByNonAlpha)`,
    `ALTER TABLE runs {on_cluster} MATERIALIZE INDEX IF EXISTS preview_text SETTINGS mutations_sync = 0`,
  ],
}
