export interface PresetTables {
  /** What the preset of a sales model made for a department. */
  preset_item: {
    dept_id: number;
    /** Key of the item (presets.ts). */
    item: string;
    entity: string;
    /** 0 for a setting, which is named by its key. */
    entity_id: number;
    /** In which the preset left it; another one by now: somebody changed it. */
    entity_version: number;
    /** 0 or 1: switched off when the department went to another model. */
    retired: number;
    /** UTC ms. */
    at: number;
  };
}
