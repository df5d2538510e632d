import type { SpanKind } from '#lib/domain/span.ts'

const kindOfOperationTable = new Map<string, SpanKind>([
  ...entries('llm', [
    'chat',
    'generate_content',
    'text_completion',
    'completion',
    'completions',
    'generate',
    'chat.completions',
    'text.completions',
    'chat_completion',
    'responses',
    'response',
    'generation',
    'llm_request',
    'model_request',
    'llm_call',
    'message',
    'messages',
    'multimodal_completion',
    'transcription',
    'atranscription',
    'speech_to_text',
    'stt',
    'speech_generation',
    'aspeech',
    'text_to_speech',
    'tts',
    'image_generation',
    'aimage_generation',
    'speech',
    'image',
    'audio',
    'acompletion',
    'aresponses',
    'anthropic_messages',
  ]),
  ...entries('embedding', ['embeddings', 'embedding', 'aembedding']),
  ...entries('rerank', ['rerank', 'arerank']),
  ...entries('retrieval', ['retrieval', 'retrieve', 'vector_db_retrieve', 'vectordb', 'search_memory', 'search']),
  ...entries('agent', ['create_agent', 'invoke_agent', 'agent_call', 'agent', 'agent_run']),
  ...entries('workflow', [
    'invoke_workflow',
    'workflow',
    'framework',
    'user_prompt',
    'handle_conversation_turn',
    'workflow_run',
    'experiment',
    'invocation',
  ]),
  ...entries('tool', ['execute_tool', 'tool_call', 'tool', 'call_tool', 'mcp_tool_call']),
  ...entries('step', [
    'plan',
    'agent_step',
    'execute_task',
    'task',
    'step',
    'tool_coordination',
    'user_prompt_processing',
    'schedule_tool_calls',
    'system_prompt',
    'chain',
    'prompt',
    'create_memory',
    'update_memory',
    'upsert_memory',
    'delete_memory',
    'create_memory_store',
    'delete_memory_store',
    'execute_event_loop_cycle',
    'memory',
    'scrape',
    'crawl',
    'map',
    'extract',
  ]),
  ...entries('guardrail', [
    'guardrail_check',
    'guardrail.run',
    'guardrail',
    'guard',
    'litellm.moderation',
    'moderation',
  ]),
  ...entries('handoff', ['agent_handoff', 'handoff']),
  ...entries('evaluator', ['evaluate', 'evaluation', 'evaluator']),
  ...entries('plain', [
    'fetch_response',
    'send_data',
    'mcp_tool_list',
    'mcp_resource_read',
    'mcp_resource_list',
    'mcp_server',
    'mcp_client',
  ]),
])

/** The words of `openinference.span.kind`, `traceloop.span.kind`, `mlflow.spanType` and their like, in lower case. */
const kindOfWordTable = new Map<string, SpanKind>([
  ...entries('llm', ['llm', 'chat_model', 'chatmodel', 'generation', 'model', 'completion', 'chat']),
  ...entries('embedding', ['embedding', 'embedder', 'embeddings']),
  ...entries('rerank', ['reranker', 'rerank']),
  ...entries('tool', ['tool', 'function']),
  ...entries('agent', ['agent', 'react_step']),
  ...entries('retrieval', ['retriever', 'retrieval', 'vector_store']),
  ...entries('guardrail', ['guardrail']),
  ...entries('evaluator', ['evaluator', 'evaluation']),
  ...entries('handoff', ['handoff']),
  ...entries('workflow', ['workflow', 'session', 'team', 'flow', 'entry']),
  ...entries('step', ['task', 'step', 'prompt', 'parser', 'memory', 'operation', 'flowstep', 'prompttemplate', 'util']),
])

/** The kind of a `gen_ai.operation.name`; null for unknown operations. */
export function kindOfOperation(operation: string): SpanKind | null {
  return kindOfOperationTable.get(operation.toLowerCase()) ?? null
}

/** The kind of a framework's word. A chain is the workflow where it has no parent, else a step of one. */
export function kindOfWord(word: string, isRoot: boolean): SpanKind | null {
  const text = word.toLowerCase()
  if (text === 'chain') return isRoot ? 'workflow' : 'step'
  return kindOfWordTable.get(text) ?? null
}

const operationOfKind: Record<SpanKind, string> = {
  workflow: 'invoke_workflow',
  agent: 'invoke_agent',
  llm: 'chat',
  embedding: 'embeddings',
  rerank: 'rerank',
  tool: 'execute_tool',
  retrieval: 'retrieval',
  guardrail: 'guardrail',
  evaluator: 'evaluate',
  handoff: 'handoff',
  wait: 'wait',
  step: 'step',
  plain: 'other',
}

/** Operations worth telling apart from the usual one of their kind. */
const canonicalOperations = new Map([
  ['generate_content', 'generate_content'],
  ['text_completion', 'text_completion'],
  ['completion', 'text_completion'],
  ['completions', 'text_completion'],
  ['text.completions', 'text_completion'],
  ['transcription', 'transcription'],
  ['atranscription', 'transcription'],
  ['speech_to_text', 'transcription'],
  ['stt', 'transcription'],
  ['speech_generation', 'speech'],
  ['aspeech', 'speech'],
  ['text_to_speech', 'speech'],
  ['tts', 'speech'],
  ['speech', 'speech'],
  ['image_generation', 'image'],
  ['aimage_generation', 'image'],
  ['image', 'image'],
  ['create_agent', 'create_agent'],
  ['plan', 'plan'],
  ['search_memory', 'search_memory'],
  ['create_memory', 'create_memory'],
  ['update_memory', 'update_memory'],
  ['upsert_memory', 'update_memory'],
  ['delete_memory', 'delete_memory'],
])

/** The canonical operation of a span, from its kind and the emitter's own word. */
export function canonicalOperation(kind: SpanKind, rawOperation: string): string {
  const raw = rawOperation.toLowerCase()
  return kindOfOperation(raw) === kind ? (canonicalOperations.get(raw) ?? operationOfKind[kind]) : operationOfKind[kind]
}

function entries(kind: SpanKind, words: readonly string[]): [string, SpanKind][] {
  return words.map((word) => [word, kind])
}
