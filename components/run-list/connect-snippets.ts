export type ConnectSnippet = {
  id: string
  label: string
  /** One sentence: what this route needs. */
  note: string
  blocks: { title: string; code: string }[]
}

/** Where this project takes telemetry, as addresses a program on this machine can use. */
export type OtlpEndpoints = { http: string; grpc: string }

/** Stands where a key must, until one is made. */
export const missingKey = 'YOUR_KEY'

/** The way in for each framework: the lines to paste, with this installation's addresses and, where there is one, the key. */
export function connectSnippets({ http, grpc }: OtlpEndpoints, key: string | null): ConnectSnippet[] {
  const shellKey = key === null ? '' : `\nexport ${headersLine(key)}`
  const pythonKey = key === null ? '' : `, headers={"authorization": "Bearer ${key}"}`
  const tomlKey = key === null ? '' : `, headers = { authorization = "Bearer ${key}" }`
  return [
    {
      id: 'otel-python',
      label: 'OpenTelemetry Python',
      note: 'Works with every instrumentation that exports OTLP, without a change to the code.',
      blocks: [
        {
          title: 'Shell',
          code: `pip install opentelemetry-distro opentelemetry-exporter-otlp
opentelemetry-bootstrap -a install

export OTEL_EXPORTER_OTLP_ENDPOINT=${http}${shellKey}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_SERVICE_NAME=my-agent
export OTEL_SEMCONV_STABILITY_OPT_IN=gen_ai_latest_experimental
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=span_only
opentelemetry-instrument python my_agent.py`,
        },
      ],
    },
    {
      id: 'otel-js',
      label: 'OpenTelemetry JS',
      note: 'Loads the instrumentations before your code.',
      blocks: [
        {
          title: 'Shell',
          code: `npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node

export OTEL_EXPORTER_OTLP_ENDPOINT=${http}${shellKey}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_SERVICE_NAME=my-agent
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true
node --import @opentelemetry/auto-instrumentations-node/register my-agent.js`,
        },
      ],
    },
    {
      id: 'ai-sdk',
      label: 'Vercel AI SDK',
      note: 'functionId becomes the feature; metadata such as tenantId and taskType become the run’s tenant and task type.',
      blocks: [
        {
          title: 'instrumentation.ts',
          code: `import { NodeSDK } from '@opentelemetry/sdk-node'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'

new NodeSDK({
  serviceName: 'my-agent',
  traceExporter: new OTLPTraceExporter(${jsExporter(http, key)}),
}).start()`,
        },
        {
          title: 'Each call (AI SDK 4 to 6)',
          code: `await generateText({
  model,
  prompt,
  experimental_telemetry: {
    isEnabled: true,
    functionId: 'support',
    metadata: { tenantId: 'acme', taskType: 'refund' },
  },
})`,
        },
      ],
    },
    {
      id: 'openai-agents',
      label: 'OpenAI Agents',
      note: 'OpenInference instruments the agents, their tools and hand-offs.',
      blocks: [
        {
          title: 'Python',
          code: `# pip install openinference-instrumentation-openai-agents opentelemetry-sdk opentelemetry-exporter-otlp-proto-http
from openinference.instrumentation.openai_agents import OpenAIAgentsInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter("${http}/v1/traces"${pythonKey})))
OpenAIAgentsInstrumentor().instrument(tracer_provider=provider)`,
        },
      ],
    },
    {
      id: 'langchain',
      label: 'LangChain, LangGraph',
      note: 'OpenInference instruments chains, graphs, tools and models.',
      blocks: [
        {
          title: 'Python',
          code: `# pip install openinference-instrumentation-langchain opentelemetry-sdk opentelemetry-exporter-otlp-proto-http
from openinference.instrumentation.langchain import LangChainInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter("${http}/v1/traces"${pythonKey})))
LangChainInstrumentor().instrument(tracer_provider=provider)`,
        },
      ],
    },
    {
      id: 'claude-code',
      label: 'Claude Code',
      note: 'Every prompt becomes a run. The last two lines send the text of prompts and tool calls; leave them out to keep it.',
      blocks: [
        {
          title: 'Shell',
          code: `export CLAUDE_CODE_ENABLE_TELEMETRY=1
export CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1
export OTEL_LOGS_EXPORTER=otlp
export OTEL_TRACES_EXPORTER=otlp
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_EXPORTER_OTLP_ENDPOINT=${http}${shellKey}
export OTEL_LOG_USER_PROMPTS=1
export OTEL_LOG_TOOL_DETAILS=1
claude`,
        },
      ],
    },
    {
      id: 'codex',
      label: 'Codex',
      note: 'Every turn becomes a run.',
      blocks: [
        {
          title: '~/.codex/config.toml',
          code: `[otel]
environment = "dev"
log_user_prompt = true
exporter = { otlp-http = { endpoint = "${http}/v1/logs", protocol = "binary"${tomlKey} } }
trace_exporter = { otlp-http = { endpoint = "${http}/v1/traces", protocol = "binary"${tomlKey} } }`,
        },
      ],
    },
    {
      id: 'gemini-cli',
      label: 'Gemini CLI',
      note: 'Every prompt becomes a run.',
      blocks: [
        {
          title: 'Shell',
          code: `export GEMINI_TELEMETRY_ENABLED=true
export GEMINI_TELEMETRY_TARGET=local
export GEMINI_TELEMETRY_OTLP_PROTOCOL=http
export GEMINI_TELEMETRY_OTLP_ENDPOINT=${http}${shellKey}
export GEMINI_TELEMETRY_LOG_PROMPTS=true
gemini`,
        },
      ],
    },
    {
      id: 'langfuse',
      label: 'Langfuse SDK',
      note: `The SDK stays as it is; only its address and key change. It always sends a key${key === null ? ', so make one first' : ''}.`,
      blocks: [
        {
          title: 'Shell',
          code: `export LANGFUSE_BASE_URL=${http}
export LANGFUSE_HOST=${http}
export LANGFUSE_PUBLIC_KEY=tachograph
export LANGFUSE_SECRET_KEY=${key ?? missingKey}`,
        },
      ],
    },
    {
      id: 'collector',
      label: 'Collector',
      note: 'The collector’s queue also covers times in which this installation is down.',
      blocks: [
        {
          title: 'otel-collector.yaml',
          code: `exporters:
  otlphttp/tachograph:
    endpoint: ${http}${key === null ? '' : `\n    headers: { authorization: Bearer ${key} }`}
    # or OTLP/gRPC with the otlp exporter: ${grpc}
    sending_queue:
      enabled: true
    retry_on_failure:
      enabled: true

service:
  pipelines:
    traces: { receivers: [otlp], exporters: [otlphttp/tachograph] }
    logs: { receivers: [otlp], exporters: [otlphttp/tachograph] }`,
        },
      ],
    },
    {
      id: 'curl',
      label: 'curl',
      note: 'One span by hand, to see that the way is open.',
      blocks: [{ title: 'Shell', code: curlSpan(http, key) }],
    },
  ]
}

/** What OpenTelemetry's exporters read; a blank is written as %20 there. */
export function headersLine(key: string): string {
  return `OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20${key}`
}

function jsExporter(http: string, key: string | null): string {
  if (key === null) return `{ url: '${http}/v1/traces' }`
  return `{
    url: '${http}/v1/traces',
    headers: { authorization: 'Bearer ${key}' },
  }`
}

function curlSpan(http: string, key: string | null): string {
  const keyHeader = key === null ? '' : ` -H 'authorization: Bearer ${key}'`
  return `now=$(date +%s)
curl -s ${http}/v1/traces -H 'content-type: application/json'${keyHeader} -d '{"resourceSpans":[{"scopeSpans":[{"spans":[{
  "traceId":"'$(openssl rand -hex 16)'","spanId":"'$(openssl rand -hex 8)'","name":"chat gpt-5-mini",
  "startTimeUnixNano":"'$now'000000000","endTimeUnixNano":"'$now'900000000",
  "attributes":[
    {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
    {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
    {"key":"gen_ai.request.model","value":{"stringValue":"gpt-5-mini"}},
    {"key":"gen_ai.usage.input_tokens","value":{"intValue":"12"}},
    {"key":"gen_ai.usage.output_tokens","value":{"intValue":"3"}}]}]}]}]}'
# then come back to this page`
}
