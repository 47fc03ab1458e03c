import { mockedLlmContract } from '../../contracts/mocked-llm.js';
import { remoteLlmContract } from '../../contracts/remote-llm.js';
import { DIALECTS } from '../../support/llm-dialects.js';

remoteLlmContract(DIALECTS.gemini);
mockedLlmContract(DIALECTS.gemini);
