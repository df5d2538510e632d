import { agentOps } from './agentops.ts'
import { aiSdkLegacy } from './ai-sdk-legacy.ts'
import { aiSdk7 } from './ai-sdk.ts'
import { anthropicSdk } from './anthropic-sdk.ts'
import { claudeCode } from './claude-code.ts'
import { codex } from './codex.ts'
import type { Dialect } from './dialect.ts'
import { dify } from './dify.ts'
import { geminiCli } from './gemini-cli.ts'
import { genkit } from './genkit.ts'
import { googleAdk } from './google-adk.ts'
import { laminar } from './laminar.ts'
import { langfuseSdk } from './langfuse.ts'
import { langsmithSdk } from './langsmith.ts'
import { litellm } from './litellm.ts'
import { livekit } from './livekit.ts'
import { mastra } from './mastra.ts'
import { autogen, microsoftAgents, semanticKernel } from './microsoft-agents.ts'
import { mlflow } from './mlflow.ts'
import { n8n } from './n8n.ts'
import { openInferenceDialect } from './openinference.ts'
import { openlit } from './openlit.ts'
import { other, pendingSpan } from './other.ts'
import { otelGenAi } from './otel-genai.ts'
import { otelLogEvents } from './otel-log-events.ts'
import { pydanticAi } from './pydantic-ai.ts'
import { springAi } from './spring-ai.ts'
import { strandsAgents } from './strands.ts'
import { traceloop } from './traceloop.ts'
import { vectorStore } from './vector-store.ts'

/**
 * In order: the first that matches maps the record. Emitters' own scopes and namespaces come
 * before vocabularies that many share; a processor may have put a second vocabulary on a span,
 * and the emitter decides how its tokens are read.
 */
export const dialects: readonly Dialect[] = [
  pendingSpan,
  claudeCode,
  codex,
  geminiCli,
  anthropicSdk,
  aiSdkLegacy,
  aiSdk7,
  strandsAgents,
  langfuseSdk,
  langsmithSdk,
  pydanticAi,
  mastra,
  googleAdk,
  microsoftAgents,
  semanticKernel,
  autogen,
  openInferenceDialect,
  litellm,
  traceloop,
  openlit,
  mlflow,
  agentOps,
  dify,
  n8n,
  springAi,
  genkit,
  livekit,
  laminar,
  vectorStore,
  otelLogEvents,
  otelGenAi,
  other,
]
