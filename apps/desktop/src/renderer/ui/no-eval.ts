import { config } from 'zod';

// The page's policy allows no code made from text. Zod would try when its first schema is made,
// so this module comes before every other.
config({ jitless: true });
