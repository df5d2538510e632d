import { CodeBlock } from '#components/ui/code-block.tsx'
import type { OtlpEndpoints } from '#components/run-list/connect-snippets.ts'

/** Where to send, as lines to paste. */
export function EndpointSnippets({ endpoints: { http, grpc } }: { endpoints: OtlpEndpoints }) {
  return (
    <section aria-label="Endpoints">
      <h2 className="px-3 pt-4 pb-1.5 font-semibold">Endpoints</h2>
      <div className="grid gap-3 border-t px-3 pt-3 pb-6">
        <CodeBlock
          title="OTLP over HTTP"
          code={`export OTEL_EXPORTER_OTLP_ENDPOINT=${http}\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`}
        />
        <CodeBlock
          title="OTLP over gRPC"
          code={`export OTEL_EXPORTER_OTLP_ENDPOINT=${grpc}\nexport OTEL_EXPORTER_OTLP_PROTOCOL=grpc`}
        />
      </div>
    </section>
  )
}
