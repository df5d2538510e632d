'use client'

import type { ReactNode } from 'react'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { headersLine, type OtlpEndpoints } from './connect-snippets.ts'
import { ConnectTabs } from './connect-tabs.tsx'

type ConnectGuideProps = {
  endpoints: OtlpEndpoints
  /** Of the key that was just made here; null before. */
  secret: string | null
  /** Makes a key, and says whether one is needed. */
  keyStep: ReactNode
  /** The light that says what has arrived. */
  arrival: ReactNode
}

/** The first page of a new installation: what to paste, and a light that turns green when the first span arrives. */
export function ConnectGuide({ endpoints, secret, keyStep, arrival }: ConnectGuideProps) {
  const lines = [
    `OTEL_EXPORTER_OTLP_ENDPOINT=${endpoints.http}`,
    'OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
    ...(secret === null ? [] : [headersLine(secret)]),
  ]
  return (
    <div className="mx-auto w-full max-w-200 px-4 py-8 narrow:py-12">
      <h2 className="text-xl font-semibold">Send the first run</h2>
      <p className="max-w-[60ch] pt-1 text-ink-2">
        Point any OpenTelemetry exporter at this address. The run shows up here by itself, a few seconds after its spans
        arrive.
      </p>
      <div className="pt-4">
        <CodeBlock title="Environment" code={lines.join('\n')} />
      </div>
      <div className="pt-3">{keyStep}</div>
      <ConnectTabs endpoints={endpoints} secret={secret} className="mt-6" />
      <div className="pt-6">{arrival}</div>
    </div>
  )
}
