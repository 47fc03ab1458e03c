import { parentPort, workerData } from 'node:worker_threads';
import { type ReportFacts, reportFrom } from './report.js';

// A thread that makes one risk report.
parentPort?.postMessage(reportFrom(workerData as ReportFacts));
