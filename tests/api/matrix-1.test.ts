import { matrixPart } from '../matrix/parts.ts';

matrixPart(1);
