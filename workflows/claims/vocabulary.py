"""Words of rosters and claims: keys of levels, certificate kinds, groups and benefits, with names.

The keys are those of the decision tables; the Chinese names are what rosters may also say.
"""

LEVELS: dict[str, str] = {
    "junior": "初级工",
    "intermediate": "中级工",
    "senior": "高级工",
    "technician": "技师",
    "senior_technician": "高级技师",
}

CERTIFICATE_KINDS: dict[str, str] = {
    "qualification": "职业资格证书",
    "skill_level": "职业技能等级证书",
    "special_ability": "专项职业能力证书",
    "special_operation": "特种作业操作证书",
    "special_equipment": "特种设备作业人员证",
    "completion": "培训合格证书",
}

GROUPS: dict[str, str] = {
    "employee": "企业职工",
    "new_hire": "新录用人员",
    "transfer_employee": "转岗职工",
    "apprentice": "企业新型学徒",
    "poor_labour": "建档立卡贫困劳动力",
    "poor_family_child": "贫困家庭子女",
    "low_income_rural": "建档立卡低收入农户",
    "low_insured": "城乡低保对象",
    "two_later": "两后生",
    "two_later_rural": "农村两后生",
    "two_later_low_insured": "城市低保家庭两后生",
    "two_later_urban": "城镇两后生",
    "rural_transfer": "农村转移就业劳动力",
    "unemployed": "失业人员",
    "laid_off": "下岗失业人员",
    "excess_capacity_unemployed": "去产能失业人员",
    "employment_difficulty": "就业困难人员",
    "zero_employment_family": "零就业家庭成员",
    "veteran": "退役军人",
    "disabled_person": "残疾人",
    "disabled_relative": "残疾人直系亲属",
    "graduate": "高校毕业生",
    "domestic_worker": "家政服务人员",
    "professional_farmer": "职业农民",
    "technical_school_student": "技工院校学生",
    "chief_technician": "企业首席技师",
}

BENEFITS: dict[str, str] = {
    "certificate": "取证补贴",
    "certificate_key_group": "重点群体取证补贴",
    "special_operation": "特种作业证补贴",
    "apprenticeship": "新型学徒制补贴",
    "school_allowance": "技工院校贫困学生补助",
    "living_allowance": "生活费补贴",
    "ojt": "以工代训补贴",
    "pre_job": "岗前培训补贴",
    "safety": "安全培训补贴",
    "transfer": "转岗培训补贴",
    "other_course": "其他培训补贴",
    "free_training": "免费培训",
    "performance_pay": "院校培训收入绩效",
    "studio_grant": "技能大师工作室补助",
    "chief_technician_grant": "首席技师补助",
    "school_workload": "院校培训工作量",
    "disabled_relative": "残疾人直系亲属培训",
    "professional_farmer": "职业农民培训",
    "base_equipment": "培训基地设备补助",
    "new_institution_level": "新设机构培训等级",
    "hard_hit_extra": "困难企业分等级培训补贴",
    "hard_hit_course": "困难企业不分等级培训补贴",
    "research_programme": "高技能人才研修补贴",
    "studio_project": "工作室创新项目补贴",
    "tech_course": "高精尖、金融科技课程补贴",
    "tech_award": "课程学员奖励",
    "culture_course": "文化产业课程补贴",
    "life_service": "生活服务业培训补贴",
    "city_operation": "城市运行保障培训补贴",
    "domestic_pre_job": "家政岗前培训补贴",
    "domestic_refresher": "家政回炉培训补贴",
    "practice_base": "实训基地补贴",
    "zone_add_on": "开发区附加补贴",
    "advance": "预拨",
    "fund_raising": "资金提取",
}

#: Lines of these name no person: a project, a base, a studio, an hour count.
WITHOUT_PERSON = frozenset(
    {
        "studio_grant",
        "studio_project",
        "base_equipment",
        "performance_pay",
        "school_workload",
        "new_institution_level",
        "zone_add_on",
        "fund_raising",
        "advance",
    }
)

FUND_SOURCES: dict[str, str] = {
    "dedicated_account": "职业技能提升行动专账",
    "employment_subsidy_funds": "就业补助资金",
    "other": "其他资金",
}
