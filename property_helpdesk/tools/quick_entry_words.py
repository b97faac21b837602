"""The words of one-line entries, in both languages. Add words here, no rules."""

# Said before a name (English) or after it (Chinese, and English in Chinese order).
TITLES_BEFORE = ("mr", "mrs", "ms", "miss", "mister", "dr", "madam", "sir")
TITLES_AFTER = (
    "先生",
    "女士",
    "小姐",
    "太太",
    "夫人",
    "师傅",
    "阿姨",
    "大姐",
    "大哥",
    "大爷",
    "大妈",
    "奶奶",
    "爷爷",
    "叔叔",
    "老师",
    "医生",
    "经理",
    "老板",
    "姐",
    "哥",
    "总",
    "叔",
    "姨",
    "工",
)
# What the caller is, said before the name or instead of it.
ROLES = ("业主", "租户", "住户", "租客", "房东", "客户")
# The family names of about nine in ten people; two-character ones first.
SURNAMES = (
    "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|夏侯|慕容",
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈"
    "曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔"
    "康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪"
    "严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟"
    "卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁"
    "柯阮桂闵解强柴华车冉房边張陳劉楊趙黃吳孫馬羅鄭謝韓許鄧馮蕭蘇盧蔣賈魏葉閻鍾譚鄒陸龍",
)
# Never a name, though they begin with a family name.
NOT_NAMES = (
    "马桶 马路 水管 门锁 灯泡 高空 高压 车位 车库 车辆 房间 房顶 房门 房屋 管道 管子"
    " 路灯 石材 金属 毛坯 阳台 安装 安全 单元 单位 包裹 关门 关不 解决 钟点 温度 任何"
    " 成品 方便 时间 白天 常年 边上 卫生 雷电 江边 田里 余额 龙头 施工 强电 游泳 查询"
    " 文件 向上 左边 章程 封堵 易燃 陶瓷 单车 曲线 席子 童车 花园"
)
URGENT_WORDS = (
    "特急",
    "加急",
    "紧急",
    "万分紧急",
    "十万火急",
    "火急",
    "着急",
    "很急",
    "非常急",
    "挺急",
    "马上",
    "立即",
    "立刻",
    "尽快",
    "请尽快",
    "请尽快处理",
    "尽快处理",
    "尽快来人",
    "马上来",
    "马上来人",
    "赶紧来",
    "赶快来",
    "快来人",
    "速来",
    "急",
)
NOT_URGENT = ("不着急", "不太急", "不急", "不紧急", "别急", "not urgent", "no hurry")
URGENT_ENGLISH = ("urgent", "urgently", "asap", "immediately", "emergency", "rush")
# "Emergency exit", not an emergency.
EMERGENCY_THINGS = (
    "light",
    "lights",
    "exit",
    "door",
    "lamp",
    "lighting",
    "stairs",
    "button",
    "call",
)
PHONE_LABELS = (
    "联系电话",
    "电话号码",
    "手机号码",
    "手机号",
    "联系方式",
    "电话",
    "手机",
    "tel",
    "phone",
    "mobile",
    "mob",
    "cell",
    "call",
    "ph",
)
# A capitalised word that opens an English text rather than a name.
OPENERS = (
    "a an the no not my our please water leak leaking kitchen bathroom toilet lift"
    " elevator light lights door lock power electricity gas smell noise noisy heating"
    " air broken blocked there is i we it he she in on at from about ac wifi parking"
    " garage garden roof window ceiling wall floor sink tap drain pipe key car dog"
    " rubbish garbage trash balcony bedroom living hot cold"
)
