"""The roster on paper: 值班公示表 as month, week and people grid, 签到簿 and 换班单."""
