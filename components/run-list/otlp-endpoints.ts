import type { ProjectStatus } from '#lib/api/projects.ts'
import type { OtlpEndpoints } from './connect-snippets.ts'

/** Where to send, as the server says. */
export function otlpEndpoints(status: ProjectStatus): OtlpEndpoints {
  const { endpoints } = status
  return {
    http: endpoints.base ?? 'http://127.0.0.1:4318',
    grpc: endpoints.grpc ?? 'http://127.0.0.1:4317',
  }
}
