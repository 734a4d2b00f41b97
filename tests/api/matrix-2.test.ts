import { matrixPart } from '../matrix/parts.ts';

matrixPart(2);
