import { ClickHouseError } from '@clickhouse/client'

/**
 * Codes of failures that no row causes: missing tables, disks, networks, replicas, rights, cancellation.
 * With any other code the rows are suspected.
 */
const systemCodes: ReadonlySet<string> = new Set([
  '16', // NO_SUCH_COLUMN_IN_TABLE
  '47', // UNKNOWN_IDENTIFIER
  '60', // UNKNOWN_TABLE
  '62', // SYNTAX_ERROR
  '74', // CANNOT_READ_FROM_FILE_DESCRIPTOR
  '75', // CANNOT_WRITE_TO_FILE_DESCRIPTOR
  '76', // CANNOT_OPEN_FILE
  '77', // CANNOT_CLOSE_FILE
  '81', // UNKNOWN_DATABASE
  '107', // FILE_DOESNT_EXIST
  '164', // READONLY
  '173', // CANNOT_ALLOCATE_MEMORY
  '209', // SOCKET_TIMEOUT
  '210', // NETWORK_ERROR
  '218', // TABLE_IS_DROPPED
  '225', // NO_ZOOKEEPER
  '236', // ABORTED
  '242', // TABLE_IS_READ_ONLY
  '243', // NOT_ENOUGH_SPACE
  '285', // TOO_FEW_LIVE_REPLICAS
  '286', // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
  '319', // UNKNOWN_STATUS_OF_INSERT
  '394', // QUERY_WAS_CANCELLED
  '425', // SYSTEM_ERROR
  '473', // DEADLOCK_AVOIDED
  '497', // ACCESS_DENIED
  '999', // KEEPER_EXCEPTION
  '1000', // POCO_EXCEPTION
  '1001', // STD_EXCEPTION
  '1002', // UNKNOWN_EXCEPTION
])

/** Whether the database refused an insert because of its rows: only then is it worth looking for the bad one. */
export function areRowsAtFault(error: unknown): boolean {
  return error instanceof ClickHouseError && !systemCodes.has(error.code)
}
