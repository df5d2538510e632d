import { ClickHouseError } from '@clickhouse/client'

/**
 * Codes of failures that no row causes: missing tables, disks, networks, replicas, rights, cancellation.
 * With any other code the rows are suspected.
 */
const systemCodes: ReadonlySet<string> = new Set([
  '16', // NO_SUCH_COLUMN_IN_TABLE
  '24', // CANNOT_WRITE_TO_OSTREAM
  '47', // UNKNOWN_IDENTIFIER
  '60', // UNKNOWN_TABLE
  '62', // SYNTAX_ERROR
  '74', // CANNOT_READ_FROM_FILE_DESCRIPTOR
  '75', // CANNOT_WRITE_TO_FILE_DESCRIPTOR
  '76', // CANNOT_OPEN_FILE
  '77', // CANNOT_CLOSE_FILE
  '81', // UNKNOWN_DATABASE
  '83', // DIRECTORY_DOESNT_EXIST
  '84', // DIRECTORY_ALREADY_EXISTS
  '87', // CANNOT_SEEK_THROUGH_FILE
  '88', // CANNOT_TRUNCATE_FILE
  '95', // CANNOT_READ_FROM_SOCKET
  '96', // CANNOT_WRITE_TO_SOCKET
  '107', // FILE_DOESNT_EXIST
  '164', // READONLY
  '172', // CANNOT_CREATE_DIRECTORY
  '173', // CANNOT_ALLOCATE_MEMORY
  '204', // CANNOT_FSYNC
  '209', // SOCKET_TIMEOUT
  '210', // NETWORK_ERROR
  '214', // CANNOT_STATVFS
  '218', // TABLE_IS_DROPPED
  '225', // NO_ZOOKEEPER
  '226', // NO_FILE_IN_DATA_PART
  '232', // NO_SUCH_DATA_PART
  '235', // DUPLICATE_DATA_PART
  '236', // ABORTED
  '242', // TABLE_IS_READ_ONLY
  '243', // NOT_ENOUGH_SPACE
  '272', // CANNOT_IO_SUBMIT
  '273', // CANNOT_IO_GETEVENTS
  '285', // TOO_FEW_LIVE_REPLICAS
  '286', // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
  '294', // CANNOT_WRITE_TO_FILE
  '319', // UNKNOWN_STATUS_OF_INSERT
  '363', // CANNOT_CREATE_IO_BUFFER
  '394', // QUERY_WAS_CANCELLED
  '400', // CANNOT_STAT
  '402', // CANNOT_IOSETUP
  '411', // PTHREAD_ERROR
  '424', // CANNOT_LINK
  '425', // SYSTEM_ERROR
  '439', // CANNOT_SCHEDULE_TASK
  '458', // CANNOT_UNLINK
  '463', // CANNOT_FCNTL
  '473', // DEADLOCK_AVOIDED
  '497', // ACCESS_DENIED
  '504', // FILE_ALREADY_EXISTS
  '531', // CANNOT_FSTAT
  '566', // CANNOT_RMDIR
  '586', // CANNOT_CREATE_FILE
  '615', // CANNOT_ADVISE
  '641', // CANNOT_APPEND_TO_FILE
  '677', // THREAD_WAS_CANCELED
  '734', // CANNOT_WRITE_AFTER_BUFFER_CANCELED
  '740', // POTENTIALLY_BROKEN_DATA_PART
  '774', // TABLE_IS_PERMANENTLY_READ_ONLY
  '777', // MEMORY_RESERVATION_KILLED
  '778', // MEMORY_RESERVATION_FAILED
  '999', // KEEPER_EXCEPTION
  '1000', // POCO_EXCEPTION
  '1001', // STD_EXCEPTION
  '1002', // UNKNOWN_EXCEPTION
])

/** Whether the database refused an insert because of its rows: only then is it worth looking for the bad one. */
export function areRowsAtFault(error: unknown): boolean {
  return error instanceof ClickHouseError && !isStoreAtFault(error)
}

/** Whether an insert failed because the database can take none, such as one whose disk is full. */
export function isStoreAtFault(error: unknown): boolean {
  return error instanceof ClickHouseError && systemCodes.has(error.code)
}

/** Code and name of what the database said, such as 243 and NOT_ENOUGH_SPACE, however deep it lies below our own errors. */
export function refusalOf(error: unknown): { code: string; name: string } | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ClickHouseError) return { code: cause.code, name: cause.type ?? cause.code }
  }
  return null
}
