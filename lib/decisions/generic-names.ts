/** Words that name a kind of work, not this work; compared without case. */
const words = new Set(
  `agent call_llm default agent.run agent_run agentexecutor assistant azurechatopenai branch call chain chat chatcompletion completion
   completions compiledstategraph converse conversestream converse_stream crew crew.kickoff decide decision execute
   fetch function generate generatecontent generate_content generateobject generatetext generation graph handler
   http inference invocation invoke invokemodel langgraph llm llmchain main message messages messages.create
   messages.stream model model_generation model_step node openai pipeline process prompt request response responses
   responses.create root run runnable runtask session span step stream streamobject streamtext task text_completion
   tool trace turn workflow worker unknown anonymous`.split(/\s+/),
);

const patterns = [
  /^(step|turn|iteration|node|task|call|run|attempt|cycle|loop|generation|agent)[ _:#-]*\d+$/i,
  /^ai\.[a-z]+/i,
  /^(agent|workflow|chain|graph|llm|model|tool|chat|loop|cycle|event loop|execute event loop)[ ._-](workflow|run|call|step|cycle|loop|turn|request|execution|invocation|generation|node|chunk)\b/i,
  /^(chat|text_completion|generate_content|invoke_agent|invoke_workflow|execute_tool|create_agent|agent_step|decide|decision|execute_event_loop_cycle|model_generation|model_step|model_chunk|responses?|completions?|messages?|stream|generate)([ _:.-](?=.*\d).*)?$/i,
  /^(invoke_agent|invoke_workflow|execute_tool|create_agent|agent run:?|agent_run:?|workflow run:?|claude_code)\b/i,
  /^(azure[ ._-]?openai|openai|anthropic|google|googlegenerativeai|genai|gemini|vertexai|vertex_ai|bedrock(-runtime)?|cohere|mistral(ai)?|groq|ollama|together(ai)?|replicate|watsonx|litellm|huggingface|deepseek|xai|openrouter|fireworks|perplexity|sagemaker|mlflow|langfuse|langchain|langgraph)([ ._:-]|$)/i,
  /^(Azure)?(Chat|Async|Sync)?(OpenAI|Anthropic|Google|Vertex|Bedrock|Cohere|Mistral|Groq|Ollama|Fireworks|Together|XAI|DeepSeek)\w*(\.\w+)*$/,
  /^Chat[A-Z]\w*(\.\w+)*$/,
  /^(Async)?(Completions|Messages|Responses|Models|Chat)(\.\w+)*$/,
  /^Runnable[A-Z]\w*(<.*>)?(\.\w+)*$/,
  /^(ChannelWrite|ChannelRead|PregelNode|Pregel|StateGraph|LangGraph|Tool|Str|Json|Pydantic|Structured)\w*(OutputParser|Tools?|Node|Graph)?(<.*>)?(\.\w+)*$/,
  /^\w*OutputParser$/,
  /^__\w+__$/,
  /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|HTTP|SELECT|INSERT|UPDATE)\b/,
  /^branch\b/i,
  /^agent workflow$/i,
  /^llm[:.]/i,
  /^(workflow )?(conditional|condition|parallel|loop|sleep|wait|foreach|eval)\b/i,
  /\.(_?execute_core|kickoff|a?invoke|a?run|a?call|predict|generate|create|__\w+__)$/i,
];

const longestName = 200;

/** Framework words in front of a name that the author chose. */
const leadingWord =
  /^(invoke_agent|invoke_workflow|execute_tool|workflow[_ ](?:step|run)|agent[_ ]run|agent|workflow|task|node|chain|graph|flow|crew|entrypoint|session)[ :./]+['"]?(.+?)['"]?$/i;

/**
 * True where a span's name says only what kind of work it is (`chat gpt-4o`, `ChatOpenAI`, `step 1`), so that it
 * cannot name a decision point.
 * @param models models of the call; a name that holds one would change with the model
 */
function isGenericName(name: string, models: (string | null | undefined)[] = []): boolean {
  if (words.has(name.toLowerCase())) return true;
  if (models.some((model) => model && holdsWord(name, model))) return true;
  return patterns.some((pattern) => pattern.test(name));
}

function holdsWord(name: string, word: string): boolean {
  const start = name.indexOf(word);
  const isLetter = (character: string | undefined) => character !== undefined && /[a-z0-9]/i.test(character);
  return start >= 0 && !isLetter(name[start - 1]) && !isLetter(name[start + word.length]);
}

/** What a span's name says about this work: the name, or what follows a framework's word; `undefined` when nothing. */
export function specificName(name: string | undefined, models: (string | null | undefined)[] = []): string | undefined {
  // Bounded first: names are hostile text, and the patterns are meant for short ones.
  const short = name?.trim().slice(0, longestName);
  if (!short) return undefined;
  if (!isGenericName(short, models)) return short;
  const rest = leadingWord.exec(short)?.[2];
  return rest && !/^[\d#]+$/.test(rest) && !isGenericName(rest, models) ? rest : undefined;
}
