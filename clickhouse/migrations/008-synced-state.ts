/** Ingest takes a written sign of life for the proof that the disk works: it has to have got there. */
export const syncedStateMigration = {
  id: '008-synced-state',
  statements: ['ALTER TABLE worker_state {on_cluster} MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1'],
}
